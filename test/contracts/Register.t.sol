// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {IRecords, Record, Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {World} from "./World.sol";

// register, registerMany
// ├── when the caller is neither an organization nor a registrar in force → it reverts with NotRegistrar
// ├── when the record exists → it reverts with AlreadyRegistered
// ├── when the patient is not the organization's → it reverts with NotItsPatient
// ├── when the kind is none a permit can name → it reverts with UnknownKind
// ├── when the digest is zero → it reverts with SameDigest
// ├── when a list is empty or too long → it reverts with WrongLength
// ├── when one of a list is refused → none is registered
// └── otherwise → the record is the organization's
contract RegisterTest is World {
    bytes32 internal constant NEW_RECORD = keccak256("new record");

    function test_refusesWhoIsNoRegistrar() external {
        address[6] memory callers = [stranger, radiologist, resident, gateway, alice, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IDirectory.NotRegistrar.selector, callers[i]);
            vm.expectRevert(refusal);
            vm.prank(callers[i]);
            registry.register(registration());
            vm.expectRevert(refusal);
            vm.prank(callers[i]);
            registry.registerMany(list(1));
        }
    }

    function test_refusesARegistrarFromItsEndOn() external {
        vm.prank(hospital);
        registry.suspend(registrar);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.NotRegistrar.selector, registrar));
        vm.prank(registrar);
        registry.register(registration());
    }

    function test_refusesARecordTwice() external {
        register(registration());
        refuse(registration(), abi.encodeWithSelector(IRecords.AlreadyRegistered.selector, NEW_RECORD));
    }

    function test_refusesARecordOfAnotherOrganization() external {
        Registration memory taken = registration();
        taken.record = FOREIGN_RECORD;
        refuse(taken, abi.encodeWithSelector(IRecords.AlreadyRegistered.selector, FOREIGN_RECORD));
    }

    function test_refusesAPatientOfAnotherOrganization() external {
        Registration memory foreign = registration();
        foreign.patient = BOB;
        refuse(foreign, abi.encodeWithSelector(IPatients.NotItsPatient.selector, BOB, hospital));
    }

    function test_refusesAPatientNotGivenOut() external {
        Registration memory nobodys = registration();
        nobodys.patient = 0;
        refuse(nobodys, abi.encodeWithSelector(IPatients.NotItsPatient.selector, 0, hospital));
        nobodys.patient = 3;
        refuse(nobodys, abi.encodeWithSelector(IPatients.NotItsPatient.selector, 3, hospital));
    }

    function test_takesTheLastKindThatAPermitCanName() external {
        testFuzz_takesTheKindsThatAPermitCanNameAndNoOther(47);
    }

    function testFuzz_takesTheKindsThatAPermitCanNameAndNoOther(uint8 kind) public {
        Registration memory given = registration();
        given.kind = kind;
        if (kind >= 48) {
            refuse(given, abi.encodeWithSelector(IRecords.UnknownKind.selector, kind));
        } else {
            register(given);
            vm.assertEq(registry.recordOf(NEW_RECORD).kind, kind);
        }
    }

    function test_refusesADigestOfZero() external {
        Registration memory empty = registration();
        empty.digest = 0;
        refuse(empty, abi.encodeWithSelector(IRecords.SameDigest.selector, bytes32(0)));
    }

    function test_registersForTheOrganization() external {
        vm.expectEmit(address(registry));
        emit IRecords.Registered(NEW_RECORD, ALICE, hospital, REPORT, Status.FINAL, DIGEST, hospital);
        register(registration());
        assertRecord(NEW_RECORD, Record(hospital, ALICE, 0, REPORT, DIGEST));
        vm.assertEq(registry.accessCountOf(NEW_RECORD), 0);
    }

    function test_registersForTheRegistrarsOrganization() external {
        vm.expectEmit(address(registry));
        emit IRecords.Registered(NEW_RECORD, ALICE, hospital, REPORT, Status.FINAL, DIGEST, registrar);
        vm.prank(registrar);
        registry.register(registration());
        assertRecord(NEW_RECORD, Record(hospital, ALICE, 0, REPORT, DIGEST));
    }

    function test_registersAList() external {
        Registration[] memory registrations = list(100);
        for (uint256 i = 0; i < registrations.length; ++i) {
            vm.expectEmit(address(registry));
            emit IRecords.Registered(registrations[i].record, ALICE, hospital, REPORT, Status.FINAL, DIGEST, registrar);
        }
        vm.prank(registrar);
        registry.registerMany(registrations);
        assertRecord(registrations[99].record, Record(hospital, ALICE, 0, REPORT, DIGEST));
    }

    function test_refusesAListThatIsEmptyOrTooLong() external {
        uint256[2] memory lengths = [uint256(0), 101];
        for (uint256 i = 0; i < lengths.length; ++i) {
            Registration[] memory registrations = list(lengths[i]);
            vm.expectRevert(abi.encodeWithSelector(IRecords.WrongLength.selector, lengths[i], 100));
            vm.prank(hospital);
            registry.registerMany(registrations);
        }
    }

    function test_registersAllOrNone() external {
        Registration[] memory registrations = list(3);
        registrations[2].record = registrations[0].record;
        vm.expectRevert(abi.encodeWithSelector(IRecords.AlreadyRegistered.selector, registrations[0].record));
        vm.prank(hospital);
        registry.registerMany(registrations);
        assertRecord(registrations[0].record, Record(address(0), 0, 0, 0, 0));
    }

    function testFuzz_keepsAndSaysEveryField(
        bytes32 record,
        bytes32 digest,
        uint8 kind,
        uint8 status,
        bool isClinic
    ) external {
        vm.assume(digest != 0 && registry.recordOf(record).custodian == address(0));
        (address by, uint48 patient) = isClinic ? (clinic, BOB) : (registrar, ALICE);
        Registration memory given = Registration(record, patient, kind % 48, Status(status % 4), digest);
        address custodian = isClinic ? clinic : hospital;
        vm.expectEmit(address(registry));
        emit IRecords.Registered(record, patient, custodian, given.kind, given.status, digest, by);
        vm.prank(by);
        registry.register(given);
        assertRecord(record, Record(custodian, patient, 0, given.kind, digest));
    }

    function registration() private pure returns (Registration memory) {
        return Registration(NEW_RECORD, ALICE, REPORT, Status.FINAL, DIGEST);
    }

    function list(uint256 length) private pure returns (Registration[] memory registrations) {
        registrations = new Registration[](length);
        for (uint256 i = 0; i < length; ++i) {
            registrations[i] = Registration(keccak256(abi.encode("listed", i)), ALICE, REPORT, Status.FINAL, DIGEST);
        }
    }

    function register(Registration memory given) private {
        vm.prank(hospital);
        registry.register(given);
    }

    function refuse(Registration memory given, bytes memory refusal) private {
        vm.expectRevert(refusal);
        register(given);
    }

    function assertRecord(bytes32 record, Record memory expected) private view {
        vm.assertEq(abi.encode(registry.recordOf(record)), abi.encode(expected));
    }
}
