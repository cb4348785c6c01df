// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {FiducialRegistry} from "../../contracts/FiducialRegistry.sol";
import {Hold, Patient} from "../../contracts/interfaces/IPatients.sol";
import {Incapacity, Power, Proxy} from "../../contracts/interfaces/IProxies.sol";
import {Recovery} from "../../contracts/interfaces/IRecoveries.sol";
import {Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {Signed} from "../../contracts/interfaces/ISignable.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

/// @notice Who acts for two patients, as it must be after what was done: OWN enrolled with a key of its own, HELD with one that the hospital holds.
abstract contract ControlGhost is ProxyWorld {
    uint48 internal constant OWN = 4;
    uint48 internal constant HELD = 5;
    uint256 internal constant ACCOUNTS = 6;
    uint256 private constant FIRST_KEY = 0xC0DE;

    /// @dev An act that somebody signed and kept, and the epoch it was signed for.
    struct Kept {
        uint48 patient;
        uint32 epoch;
        address signer;
        address to;
        bytes signature;
    }

    /// @dev What the contract said of an account at a moment in the past.
    struct Stated {
        uint48 patient;
        address account;
        uint40 time;
        uint8 basis;
    }

    /// @dev A permit that a proxy granted, and when the power it was granted by ends.
    struct Granted {
        uint48 patient;
        bytes32 scope;
        uint32 version;
        uint40 powerUntil;
    }

    uint40 public clock = NOW;
    mapping(uint48 patient => Patient) internal _patients;
    mapping(uint48 patient => address) public offered;
    mapping(uint48 patient => Recovery) internal _recoveries;
    mapping(uint48 patient => mapping(address proxy => Proxy)) internal _proxies;
    mapping(uint48 patient => Incapacity) internal _incapacities;
    mapping(uint48 patient => mapping(address proxy => bool)) public dismissed;
    mapping(uint48 patient => bool) public vetoed;
    Kept[] internal _kept;
    Stated[] internal _stated;
    Granted[] internal _granted;
    mapping(string what => bool) public happened;

    constructor() {
        setUp();
        vm.startPrank(hospital);
        registry.enroll(accountAt(0), Hold.SELF);
        registry.enroll(accountAt(1), Hold.CUSTODIAL);
        registry.register(Registration(recordOf(OWN), OWN, STUDY, Status.FINAL, DIGEST));
        registry.register(Registration(recordOf(HELD), HELD, STUDY, Status.FINAL, DIGEST));
        vm.stopPrank();
        _patients[OWN] = registry.patientOf(OWN);
        _patients[HELD] = registry.patientOf(HELD);
    }

    function deployed() external view returns (FiducialRegistry) {
        return registry;
    }

    function patientModel(uint48 patient) external view returns (Patient memory) {
        return _patients[patient];
    }

    function recoveryModel(uint48 patient) external view returns (Recovery memory) {
        return _recoveries[patient];
    }

    function proxyModel(uint48 patient, address proxy) external view returns (Proxy memory) {
        return _proxies[patient][proxy];
    }

    function incapacityModel(uint48 patient) external view returns (Incapacity memory) {
        return _incapacities[patient];
    }

    function stated() external view returns (Stated[] memory) {
        return _stated;
    }

    function granted() external view returns (Granted[] memory) {
        return _granted;
    }

    function keyOf(uint256 i) internal pure returns (uint256) {
        return FIRST_KEY + (i % ACCOUNTS);
    }

    function accountAt(uint256 i) public pure returns (address) {
        return vm.addr(keyOf(i));
    }

    function recordOf(uint48 patient) public pure returns (bytes32) {
        return keccak256(abi.encode("record of", patient));
    }

    /// @notice The model's word on whether an account has a proxy's power now, and until when at most.
    function powerUntil(uint48 patient, address account, uint8 power) public view returns (uint40 until) {
        Proxy memory p = _proxies[patient][account];
        if (p.powers & power == 0 || clock < p.from || clock >= p.until) return 0;
        uint40 claimedAt = _patients[patient].claimedAt;
        if (p.custodial && claimedAt != 0 && claimedAt <= clock) return 0;
        if (!p.springing) return p.until;
        Incapacity memory i = _incapacities[patient];
        if (clock < i.from || clock >= i.until) return 0;
        return i.until < p.until ? i.until : p.until;
    }

    function mayConsent(uint48 patient, address account) internal view returns (bool) {
        return account == _patients[patient].controller || powerUntil(patient, account, Power.CONSENT) != 0;
    }

    function noteControl(uint48 patient, address to) internal {
        Patient storage p = _patients[patient];
        p.replaced = p.replaced || p.since < clock;
        (p.controller, p.since) = (to, clock);
        p.epoch += 1;
        offered[patient] = address(0);
        (_recoveries[patient].readyAt, _recoveries[patient].to) = (0, address(0));
    }

    /// @dev Holds what was done against what the caller was entitled to.
    function note(bool done, bool isEntitled, string memory what) internal {
        if (done && !isEntitled) happened[what] = true;
        if (!done && isEntitled) happened["who is entitled was refused"] = true;
    }

    /// @dev As EIP-712 has it, written down once more.
    function sign(
        uint256 key,
        string memory actType,
        bytes memory words,
        uint32 epoch
    ) internal view returns (bytes memory) {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Fiducial"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes memory message = bytes.concat(keccak256(bytes(actType)), words, abi.encode(epoch, NO_END));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(
            key,
            keccak256(abi.encodePacked(hex"1901", separator, keccak256(message)))
        );
        return abi.encodePacked(r, s, v);
    }

    /// @dev Anybody sends an act with a signature.
    function relay(address signer, bytes memory act, bytes memory signature) internal returns (bool done) {
        Signed memory signed = Signed(new address[](1), new bytes[](1), NO_END);
        (signed.signers[0], signed.signatures[0]) = (signer, signature);
        vm.prank(stranger);
        (done, ) = address(registry).call(abi.encodeCall(registry.actBySignature, (act, signed)));
    }

    function send(address by, bytes memory call) internal returns (bool done) {
        vm.prank(by);
        (done, ) = address(registry).call(call);
    }
}
