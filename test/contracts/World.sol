// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {FiducialRegistry} from "../../contracts/FiducialRegistry.sol";
import {AccessEntry, Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {Actor, ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {Vm} from "./Vm.sol";
import {Access, packAccess} from "./Words.sol";

/// @notice The world every test starts from: a registry, two hospitals with their people, two patients and their records, and nothing said yet by
///         any patient. The clock stands at START + 1 day, so that there is a past to state accesses of.
abstract contract World {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint40 internal constant START = 2_000_000_000;
    uint40 internal constant NOW = START + 1 days;
    uint40 internal constant NO_END = type(uint40).max;

    uint8 internal constant RESEARCH = 37;
    uint8 internal constant TREAT = 53;
    uint8 internal constant ETREAT = 56;
    uint8 internal constant BTG = 57;
    uint8 internal constant READ = 1;
    uint8 internal constant STUDY = 0;
    uint8 internal constant REPORT = 1;

    // What an entry claims: the basis, to whom the permit was given, and whether for all records.
    uint8 internal constant BY_NONE = 0;
    uint8 internal constant BY_PATIENT = 1;
    uint8 internal constant BY_POLICY = 2;
    uint8 internal constant BY_PERMIT = 3;
    uint8 internal constant BY_EMERGENCY = 4;
    uint8 internal constant TO_ORGANIZATION = 1 << 4;
    uint8 internal constant TO_GROUP = 2 << 4;
    uint8 internal constant FOR_ALL = 1 << 6;

    uint256 internal constant ALICE_KEY = 0xA11CE;
    uint256 internal constant BOB_KEY = 0xB0B;
    uint48 internal constant ALICE = 1;
    uint48 internal constant BOB = 2;

    bytes32 internal constant RECORD = keccak256("record");
    bytes32 internal constant OTHER_RECORD = keccak256("other record");
    bytes32 internal constant FOREIGN_RECORD = keccak256("foreign record");
    bytes32 internal constant DIGEST = keccak256("digest");
    bytes32 internal constant ALL_RECORDS = 0;

    AccessManager internal manager;
    FiducialRegistry internal registry;

    address internal admin = name("admin");
    address internal hospital = name("hospital");
    address internal clinic = name("clinic");
    /// @dev Of the hospital.
    address internal radiologist = name("radiologist");
    address internal registrar = name("registrar");
    address internal resident = name("resident");
    address internal gateway = name("gateway");
    /// @dev Of the clinic.
    address internal consultant = name("consultant");
    /// @dev In no directory.
    address internal stranger = name("stranger");
    address internal expertAbroad = name("expert abroad");
    address internal alice = vm.addr(ALICE_KEY);
    address internal bob = vm.addr(BOB_KEY);

    function setUp() public virtual {
        vm.warp(START);
        manager = new AccessManager(admin);
        registry = new FiducialRegistry(address(manager));
        vm.startPrank(admin);
        registry.admitOrganization(hospital);
        registry.admitOrganization(clinic);
        vm.stopPrank();

        vm.startPrank(hospital);
        registry.admit(radiologist, ActorKind.PRACTITIONER, 0, 0, NO_END);
        registry.admit(registrar, ActorKind.PRACTITIONER, Role.REGISTRAR, 0, NO_END);
        registry.admit(resident, ActorKind.PRACTITIONER, Role.EMERGENCY, 0, NO_END);
        registry.admit(gateway, ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        registry.enroll(alice, Hold.SELF);
        vm.stopPrank();
        vm.startPrank(clinic);
        registry.admit(consultant, ActorKind.PRACTITIONER, 0, 0, NO_END);
        registry.enroll(bob, Hold.SELF);
        registry.register(Registration(FOREIGN_RECORD, BOB, STUDY, Status.FINAL, DIGEST));
        vm.stopPrank();
        vm.startPrank(hospital);
        registry.register(Registration(RECORD, ALICE, STUDY, Status.FINAL, DIGEST));
        registry.register(Registration(OTHER_RECORD, ALICE, REPORT, Status.FINAL, DIGEST));
        vm.stopPrank();
        vm.warp(NOW);
    }

    /// @notice Alice lets the radiologist read this record for treatment, from now on and without an end.
    function terms() internal view returns (Terms memory) {
        return Terms(ALICE, RECORD, radiologist, uint88(1) << TREAT, uint48(1) << STUDY, 0, NO_END);
    }

    /// @notice Grants as the controller of patient Alice or Bob.
    function permit(Terms memory granted) internal {
        vm.prank(granted.patient == ALICE ? alice : bob);
        registry.permit(granted);
    }

    function revoke(Terms memory granted) internal {
        vm.prank(granted.patient == ALICE ? alice : bob);
        registry.revoke(granted.patient, granted.scope, granted.grantee);
    }

    /// @notice The radiologist reads the record now, for treatment, by a permit of its own.
    function access() internal view returns (Access memory) {
        return Access(radiologist, NOW, TREAT, READ, BY_PERMIT, 0);
    }

    function entry() internal view returns (AccessEntry memory) {
        return entry(access());
    }

    function entry(Access memory stated) internal pure returns (AccessEntry memory) {
        return AccessEntry(RECORD, 0, packAccess(stated));
    }

    function logBatch(address by, uint40 first, AccessEntry memory one) internal {
        AccessEntry[] memory entries = new AccessEntry[](1);
        entries[0] = one;
        vm.prank(by);
        registry.logAccesses(first, entries);
    }

    /// @notice The record's access by its permit, at another moment.
    function basisAt(uint40 time) internal view returns (Basis) {
        Access memory stated = access();
        stated.time = time;
        return basisOf(stated);
    }

    function basisOf(Access memory stated) internal view returns (Basis basis) {
        (basis, ) = registry.basisOf(entry(stated));
    }

    function assertBasis(Basis found, Basis expected) internal pure {
        vm.assertEq(uint256(found), uint256(expected), "basis");
    }

    function assertBasis(Access memory stated, Basis expected) internal view {
        assertBasis(basisOf(stated), expected);
    }

    function assertActor(address actor, Actor memory expected) internal view {
        vm.assertEq(abi.encode(registry.actorOf(actor)), abi.encode(expected));
    }

    function name(string memory label) internal returns (address account) {
        account = address(uint160(uint256(keccak256(bytes(label)))));
        vm.label(account, label);
    }

    /// @notice The first slot that a view reads.
    function slotOf(bytes memory view_) internal returns (bytes32) {
        vm.record();
        (bool done, ) = address(registry).staticcall(view_);
        vm.assertTrue(done, "a view");
        (bytes32[] memory reads, ) = vm.accesses(address(registry));
        return reads[0];
    }

    /// @notice Spreads what the fuzzer prefers, small numbers and ones it has seen, over all bits.
    function roll(uint256 seed, uint256 i) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, i)));
    }

    /// @notice A moment within a minute after NOW, or the second before it: near enough to others for their edges to meet.
    function rollTime(uint256 seed, uint256 i) internal pure returns (uint40) {
        return NOW - 1 + uint40(roll(seed, i) % 60);
    }

    /// @notice A window of at most half a minute that begins at NOW or soon after.
    function rollWindow(uint256 seed, uint256 i) internal pure returns (uint40 from, uint40 until) {
        from = NOW + uint40(roll(seed, i) % 20);
        until = from + 1 + uint40((roll(seed, i) >> 128) % 30);
    }

    /// @notice A value within [min, max], the same for the same random number.
    function within(uint256 random, uint256 min, uint256 max) internal pure returns (uint256) {
        return random >= min && random <= max ? random : min + (random % (max - min + 1));
    }
}
