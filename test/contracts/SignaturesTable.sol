// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Target, Terms} from "../../contracts/interfaces/IConsents.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {Hold, IPatients} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, Power} from "../../contracts/interfaces/IProxies.sol";
import {IRecoveries} from "../../contracts/interfaces/IRecoveries.sol";
import {Signing} from "./Signing.sol";

/// @notice Every act that can be signed, one row each, in a world in which one account may do them all: the controller of a custodial patient, to
///         whom control is offered, and who is its own recovery account.
abstract contract SignaturesTable is Signing {
    struct Row {
        bytes act;
        /// @dev The EIP-712 type, written down once more.
        string kind;
        /// @dev The highest bit of each field.
        bytes fields;
        bool versioned;
        /// @dev What the act answers Bob, to whom it is not open.
        bytes refusal;
    }

    uint256 internal constant ROWS = 13;
    uint256 internal constant PERMIT = 0;
    uint256 internal constant REVOKE = 1;
    uint256 internal constant REVOKE_MANY = 2;
    uint256 internal constant VOID = 3;
    uint256 internal constant ACCEPT = 5;
    uint256 internal constant CLAIM = 6;
    uint256 internal constant REQUEST = 11;
    uint256 internal constant VETO = 12;

    uint48 internal patient;
    /// @dev Who may do all of it.
    address internal signer;
    address internal guardian = name("guardian");

    /// @notice Enrolls the account as the patient of the table, and readies what the acts are about.
    function become(address account) internal {
        signer = account;
        vm.startPrank(hospital);
        patient = registry.enroll(account, Hold.CUSTODIAL);
        registry.declareIncapacity(patient, NO_END);
        vm.stopPrank();
        Terms memory t = terms();
        t.patient = patient;
        vm.startPrank(account);
        registry.permit(t);
        t.grantee = consultant;
        registry.permit(t);
        registry.appoint(Appointment(patient, guardian, Power.CONSENT, false, 0, NO_END));
        registry.offerHandover(patient, account);
        registry.chooseRecovery(patient, account, 1 days);
        vm.stopPrank();
    }

    /// @notice A row, with the world made ready for it.
    function ready(uint256 i) internal returns (Row memory) {
        if (i == VETO) {
            vm.prank(signer);
            registry.requestRecovery(patient, bob);
        }
        return rowAt(i);
    }

    function rowAt(uint256 i) internal view returns (Row memory r) {
        if (i < 4) return consentAt(i);
        if (i < 7) return handoverAt(i);
        return i < 10 ? proxyAt(i) : recoveryAt(i);
    }

    function consentAt(uint256 i) private view returns (Row memory) {
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotActingFor.selector, bob, patient);
        if (i == PERMIT) {
            Terms memory t = Terms(
                patient,
                RECORD,
                radiologist,
                uint88(1) << TREAT,
                uint48(1) << STUDY,
                NOW,
                NO_END - 1
            );
            return
                Row(
                    abi.encodeCall(registry.permit, (t)),
                    "Permit(uint48 patient,bytes32 scope,address grantee,uint88 purposes,uint48 kinds,uint40 from,uint40 until,uint32 version,uint32 epoch,uint40 deadline)",
                    hex"2fff9f572f2727",
                    true,
                    refusal
                );
        }
        if (i == REVOKE) {
            return
                Row(
                    abi.encodeCall(registry.revoke, (patient, RECORD, radiologist)),
                    "Revocation(uint48 patient,bytes32 scope,address grantee,uint32 version,uint32 epoch,uint40 deadline)",
                    hex"2fff9f",
                    true,
                    refusal
                );
        }
        if (i == REVOKE_MANY) {
            return
                Row(
                    abi.encodeCall(registry.revokeMany, (patient, targets())),
                    "Revocations(uint48 patient,Target[] targets,uint32 epoch,uint40 deadline)Target(bytes32 scope,address grantee,uint32 version)",
                    hex"2fff9fff9f",
                    true,
                    refusal
                );
        }
        bytes memory act = abi.encodeCall(registry.voidSignatures, (patient));
        return Row(act, "SignatureVoiding(uint48 patient,uint32 epoch,uint40 deadline)", hex"2f", false, refusal);
    }

    function handoverAt(uint256 i) private view returns (Row memory) {
        if (i == 4) {
            return
                Row(
                    abi.encodeCall(registry.offerHandover, (patient, stranger)),
                    "HandoverOffer(uint48 patient,address to,uint32 epoch,uint40 deadline)",
                    hex"2f9f",
                    false,
                    notController()
                );
        }
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotOffered.selector, bob, signer);
        if (i == ACCEPT) {
            bytes memory act = abi.encodeCall(registry.acceptHandover, (patient));
            return Row(act, "HandoverAcceptance(uint48 patient,uint32 epoch,uint40 deadline)", hex"2f", false, refusal);
        }
        bytes memory claim = abi.encodeCall(registry.claim, (patient));
        return Row(claim, "Claim(uint48 patient,uint32 epoch,uint40 deadline)", hex"2f", false, refusal);
    }

    function proxyAt(uint256 i) private view returns (Row memory) {
        if (i == 7) {
            Appointment memory a = Appointment(patient, stranger, Power.ACCESS, true, NOW + 5, NO_END);
            return
                Row(
                    abi.encodeCall(registry.appoint, (a)),
                    "Appointment(uint48 patient,address proxy,uint8 powers,bool springing,uint40 from,uint40 until,uint32 epoch,uint40 deadline)",
                    hex"2f9f07002727",
                    false,
                    notController()
                );
        }
        if (i == 8) {
            return
                Row(
                    abi.encodeCall(registry.dismiss, (patient, guardian)),
                    "Dismissal(uint48 patient,address proxy,uint32 epoch,uint40 deadline)",
                    hex"2f9f",
                    false,
                    notController()
                );
        }
        return
            Row(
                abi.encodeCall(registry.endIncapacity, (patient)),
                "IncapacityEnd(uint48 patient,uint32 epoch,uint40 deadline)",
                hex"2f",
                false,
                // A registrar ends it as the sender, which here is the registry.
                abi.encodeWithSelector(IDirectory.NotRegistrar.selector, address(registry))
            );
    }

    function recoveryAt(uint256 i) private view returns (Row memory) {
        if (i == 10) {
            return
                Row(
                    abi.encodeCall(registry.chooseRecovery, (patient, stranger, 2 days)),
                    "RecoveryChoice(uint48 patient,address account,uint32 delay,uint32 epoch,uint40 deadline)",
                    hex"2f9f1f",
                    false,
                    notController()
                );
        }
        if (i == REQUEST) {
            return
                Row(
                    abi.encodeCall(registry.requestRecovery, (patient, stranger)),
                    "RecoveryRequest(uint48 patient,address to,uint32 epoch,uint40 deadline)",
                    hex"2f9f",
                    false,
                    abi.encodeWithSelector(IRecoveries.NotRecoveryAccount.selector, bob, signer)
                );
        }
        bytes memory act = abi.encodeCall(registry.vetoRecovery, (patient));
        return Row(act, "RecoveryVeto(uint48 patient,uint32 epoch,uint40 deadline)", hex"2f", false, notController());
    }

    function notController() private view returns (bytes memory) {
        return abi.encodeWithSelector(IPatients.NotController.selector, bob, signer);
    }

    function targets() internal view returns (Target[] memory list) {
        list = new Target[](2);
        list[0] = Target(RECORD, radiologist);
        list[1] = Target(RECORD, consultant);
    }

    /// @notice What can change by the acts of the table.
    function state() internal view returns (bytes32) {
        bytes memory consents = abi.encode(
            registry.permitOf(patient, RECORD, radiologist),
            registry.permitOf(patient, RECORD, consultant)
        );
        bytes memory proxies = abi.encode(
            registry.proxyOf(patient, guardian),
            registry.proxyOf(patient, stranger),
            registry.incapacityOf(patient)
        );
        bytes memory control = abi.encode(
            registry.patientOf(patient),
            registry.handoverOf(patient),
            registry.recoveryOf(patient)
        );
        return keccak256(abi.encode(consents, proxies, control));
    }
}
